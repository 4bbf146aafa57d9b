"""The Equal Earth projection: areas on the map stand as they do on the globe.

B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection, International Journal of Geographical Information
Science 33 (2018). The same as d3-geo's `geoEqualEarth` with this scale and centre, which draws the land at build time.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH = 960.0
"""Units of the drawing from 180° West to 180° East."""

SCALE = 177.158
"""Units for one radius of the globe."""

_TOP = 84.0
"""Degrees North at the upper edge."""

_BOTTOM = -57.0
"""Degrees South at the lower edge: no state has a mission further south."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def _raw(longitude: float, latitude: float) -> tuple[float, float]:
    """The plane point of a place in degrees, in radii of the globe, y to the North."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    across = radians(longitude) * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    return across, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


CENTRE: tuple[float, float] = (WIDTH / 2, _raw(0, _TOP)[1] * SCALE)
"""Where 0° North, 0° East lies in the drawing."""

HEIGHT = round(CENTRE[1] - _raw(0, _BOTTOM)[1] * SCALE, 1)
"""Units of the drawing from the upper to the lower edge."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place (degrees) lies in a drawing of WIDTH by HEIGHT units, y downwards."""
    x, y = _raw(longitude, latitude)
    return CENTRE[0] + x * SCALE, CENTRE[1] - y * SCALE
