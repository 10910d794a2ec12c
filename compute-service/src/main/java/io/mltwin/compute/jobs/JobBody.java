package io.mltwin.compute.jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** {@code JobBase} as a client PUTs it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record JobBody(CommandJobBody properties) {}
