package io.mltwin.scoring.models.inference;

import java.util.Map;

/** The answer to a scoring request, whatever came of it. */
public record ScoringAnswer(
        int status, String contentType, byte[] body, Map<String, String> headers) {}
