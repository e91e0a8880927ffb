"""Pictures: scenes say what a picture shows, as data; painters say how it looks."""

from convbook.draw.axis import shrinking as shrinking
from convbook.draw.axis import windows_on_a_line as windows_on_a_line
from convbook.draw.color import color_photographs as color_photographs
from convbook.draw.convolution import conv_step as conv_step
from convbook.draw.convolution import dilated_kernel as dilated_kernel
from convbook.draw.convolution import paddings as paddings
from convbook.draw.convolution import reach as reach
from convbook.draw.curves import bar_chart as bar_chart
from convbook.draw.curves import line_chart as line_chart
from convbook.draw.curves import plate as plate
from convbook.draw.grid import Grid as Grid
from convbook.draw.grid import Link as Link
from convbook.draw.grid import Scene as Scene
from convbook.draw.layer import layer_step as layer_step
from convbook.draw.legend import legend as legend
from convbook.draw.photographs import photographs as photographs
from convbook.draw.picture import Chart as Chart
from convbook.draw.picture import Picture as Picture
from convbook.draw.rasters import Raster as Raster
from convbook.draw.rasters import rasters as rasters
from convbook.draw.pooling import pool_step as pool_step
from convbook.draw.shading import shaded as shaded
from convbook.draw.strip import strip as strip
from convbook.draw.svg import paint as paint
