package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.services.RecordedService;

/**
 * The deployment that a request goes to.
 *
 * @param name that the answer tells; null for a web service, which is its only deployment
 * @param recorded what the record of the request says of it
 */
public record ChosenDeployment(String name, Predictor predictor, RecordedService recorded) {}
