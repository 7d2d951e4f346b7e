"""Behaviours."""

import json

import numpy

from veneer.serve import Behaviours


def create_behaviours():
    print(json.dumps(numpy.pi))
    return Behaviours()
