package io.mltwin.compute.automl;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The settings of a job for the code on the compute.
 *
 * @param folds number of cross validations; null for none
 * @param validationSize part of the rows that validates; null for none
 * @param featurizes whether columns are featurized, or taken as they are
 * @param verbosity of Python's logging
 */
record AutoMLSettings(
        String task,
        String target,
        @JsonProperty("primary_metric") String primaryMetric,
        Integer folds,
        @JsonProperty("validation_size") Double validationSize,
        boolean featurizes,
        int cores,
        String verbosity) {}
