package dev.steadystate.architecture.planted.core.unmarked;

class SaysNull {}
