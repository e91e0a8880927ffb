"""The Binder button: there when the build knows the repository, and only then.

GitHub Actions tells the repository in its environment; elsewhere one line of ``_config.yml`` does.
With neither, a page has no button that leaves the book, and no address is made up.
"""

import os

BINDER = "https://mybinder.org"


def repository(environment, options):
    """Address and branch of the repository, from the configuration or else the environment.

    Parameters
    ----------
    environment : mapping
        As ``os.environ``.
    options : mapping
        The theme's options.

    Returns
    -------
    (str, str) or None
        None where neither knows the repository.
    """
    url = options.get("repository_url", "")
    if url:
        return url, options.get("repository_branch") or "main"
    name = environment.get("GITHUB_REPOSITORY", "")
    if name:
        server = environment.get("GITHUB_SERVER_URL", "https://github.com")
        return f"{server}/{name}", environment.get("GITHUB_REF_NAME") or "main"
    return None


def configure(app, config):
    """Give the theme the repository, or take from it every button that would need one."""
    options = dict(config.html_theme_options)
    buttons = {**(options.get("launch_buttons") or {}), "notebook_interface": "jupyterlab"}
    known = repository(os.environ, options)
    if known:
        options["repository_url"], options["repository_branch"] = known
        options["use_repository_button"] = True
        buttons["binderhub_url"] = BINDER
    else:
        options.pop("repository_url", None)
        buttons.pop("binderhub_url", None)
        for name in ("use_repository_button", "use_edit_page_button", "use_issues_button"):
            options[name] = False
    options["launch_buttons"] = buttons
    config.html_theme_options = options


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", configure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
