package io.mltwin.compute.assets;

/** A container or a version as a client PUTs it. */
record AssetBody(AssetProperties properties) {}
