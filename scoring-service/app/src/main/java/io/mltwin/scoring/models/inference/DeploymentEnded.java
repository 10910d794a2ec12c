package io.mltwin.scoring.models.inference;

/** Tells that the containers of a deployment have ended, by its key. */
record DeploymentEnded(String key) {}
