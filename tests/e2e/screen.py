# SPDX-License-Identifier: GPL-3.0-or-later
"""Mouse, keys and pictures, as a person has them."""
import re
import subprocess
import zlib


def run(*arguments, text=True):
    return subprocess.run(arguments, check=True, capture_output=True, text=text).stdout


def xdotool(*arguments):
    return run('xdotool', *(str(argument) for argument in arguments))


def windows_of(pid):
    """The numbers of the windows of @pid that are on the screen."""
    done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], capture_output=True, text=True,
                          check=False)
    return [int(line) for line in done.stdout.split()]


def title_of(window):
    done = subprocess.run(['xdotool', 'getwindowname', str(window)], capture_output=True, text=True, check=False)
    return done.stdout.removesuffix('\n')


def active_window():
    done = subprocess.run(['xdotool', 'getactivewindow'], capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 else 0


def frame(window):
    """Left, right, top and bottom of the shadow that belongs to a window."""
    text = run('xprop', '-id', str(window), '_GTK_FRAME_EXTENTS')
    numbers = [int(number) for number in re.findall(r'\d+', text.partition('=')[2])]
    return numbers if len(numbers) == 4 else [0, 0, 0, 0]


def origin(window):
    """Where on the screen a window's own 0,0 is."""
    geometry = dict(line.split('=') for line in xdotool('getwindowgeometry', '--shell', window).split())
    left, _, top, _ = frame(window)
    return int(geometry['X']) + left, int(geometry['Y']) + top


def resize(window, width, height):
    left, right, top, bottom = frame(window)
    xdotool('windowsize', window, width + left + right, height + top + bottom)


def click(x, y):
    xdotool('mousemove', x, y, 'click', 1)


def scroll(x, y, down):
    xdotool('mousemove', x, y, 'click', 5 if down else 4)


def key(*keys):
    xdotool('key', '--clearmodifiers', *keys)


def type_text(text):
    xdotool('type', '--clearmodifiers', '--delay', 8, '--', text)


class Picture:
    """A part of the screen."""

    def __init__(self, x, y, width, height):
        data = run('import', '-silent', '-window', 'root', '-crop', f'{width}x{height}+{x}+{y}', '+repage', '-depth', '8',
                   'ppm:-', text=False)
        self.pixels = data[-3 * width * height:]
        self.sum = zlib.crc32(self.pixels)

    def blank(self):
        """Whether there is nothing to read on it: text and drawings have many colours."""
        step = 3 * 7
        colours = {self.pixels[at:at + 3] for at in range(0, len(self.pixels) - 2, step)}
        return len(colours) < 12

    def same(self, other):
        return other is not None and self.sum == other.sum

    def share_changed(self, other):
        """How much of the picture is another one, from 0 to 1."""
        if len(self.pixels) != len(other.pixels):
            return 1.0
        places = range(0, len(self.pixels), 3 * 5 + 1)
        return sum(self.pixels[at] != other.pixels[at] for at in places) / len(places)


def save(path, x, y, width, height):
    subprocess.run(['import', '-silent', '-window', 'root', '-crop', f'{width}x{height}+{x}+{y}', '+repage', path],
                   check=True)


def save_all(path):
    subprocess.run(['import', '-silent', '-window', 'root', path], check=False)
