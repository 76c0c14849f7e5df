"""How far apart two places are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in km between two points given in degrees."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    half_phi, half_lon = (phi_b - phi_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_phi) ** 2 + cos(phi_a) * cos(phi_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
