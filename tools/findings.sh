#!/bin/sh
# tools/findings.sh FOLDER: run each script of the folder and say whether what it shows still holds.
set -u
folder=$1
set -- "$folder"/*.sh
if [ ! -e "$1" ]; then
    echo "There is no script in $folder." >&2
    exit 1
fi

said=$(mktemp)
trap 'rm -f "$said"' EXIT
changed=0
for script in "$@"; do
    name=$(basename "$script" .sh)
    if sh "$script" >"$said" 2>&1; then
        echo "ok       $name"
    else
        echo "changed  $name"
        sed 's/^/         /' "$said"
        changed=$((changed + 1))
    fi
done
if [ "$changed" -gt 0 ]; then
    echo "$changed of $# have changed." >&2
    exit 1
fi
