package io.mltwin.compute.experiments;

import java.util.Map;

/** {@code ModifyExperiment}: what PATCH may change. */
public record ModifyExperimentBody(String description, Map<String, String> tags, Boolean archive) {}
