"""The layers that are counted, as modules of PyTorch."""

import torch
from torch import nn
from torch.nn import functional as F


class Function(nn.Module):
    """A convolution that is called as a function, with weights of its own."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(8, 3, 3, 3))

    def forward(self, x):
        return F.conv2d(x, self.weight, padding=1)


class Twice(nn.Module):
    """One convolution, used twice."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Conv2d(8, 8, 3, padding=1, bias=False)

    def forward(self, x):
        return self.layer(self.layer(x))


class Attention(nn.Module):
    def forward(self, x):
        return F.scaled_dot_product_attention(x, x, x)


class MultiheadAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.MultiheadAttention(8, 2, bias=False, batch_first=True)

    def forward(self, x):
        return self.layer(x, x, x)[0]


LAYERS = {
    "count-convolution": lambda: nn.Conv2d(3, 8, 3, padding=1, bias=False),
    "count-bias": lambda: nn.Conv2d(3, 8, 3, padding=1),
    "count-depthwise": lambda: nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False),
    "count-transposed": lambda: nn.ConvTranspose2d(8, 4, 2, 2, bias=False),
    "count-transposed-groups": lambda: nn.ConvTranspose2d(8, 4, 2, 2, groups=2, bias=False),
    "count-function": Function,
    "count-shared": Twice,
    "count-linear": lambda: nn.Linear(8, 4, bias=False),
    "count-linear-sequence": lambda: nn.Linear(8, 4, bias=False),
    "count-attention": Attention,
    "count-multihead-attention": MultiheadAttention,
    "count-lstm": lambda: nn.LSTM(4, 6, bias=False, batch_first=True),
    "count-gru": lambda: nn.GRU(4, 6, bias=False, batch_first=True),
    "count-relu": nn.ReLU,
    "count-batch-norm": lambda: nn.BatchNorm2d(8),
    "count-group-norm": lambda: nn.GroupNorm(2, 8),
    "count-average-pool": lambda: nn.AvgPool2d(2),
    "count-upsample": lambda: nn.Upsample(scale_factor=2, mode="bilinear"),
}


def answer_all(library, count, refuses=()):
    """Let a counter answer for each layer, inside a network of one layer that predicts.

    ``count`` takes the network and its input and gives multiply-accumulates.
    """
    for question, make in LAYERS.items():

        def answer(shape, written, make=make):
            torch.manual_seed(0)
            return count(nn.Sequential(make()).eval(), torch.randn(shape))

        library.answers(question, refuses)(answer)
