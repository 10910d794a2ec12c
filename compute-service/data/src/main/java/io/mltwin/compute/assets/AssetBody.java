package io.mltwin.compute.assets;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A container or a version as a client PUTs it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record AssetBody(AssetProperties properties) {}
