package io.mltwin.console.creation;

/** The body of a PUT of a resource group. */
record NewGroup(String location) {}
