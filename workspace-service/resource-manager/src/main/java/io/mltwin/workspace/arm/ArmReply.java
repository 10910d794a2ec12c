package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The answer of the pipeline.
 *
 * @param body null for none
 * @param operationId ARM's operation that goes on, else null
 */
public record ArmReply(int status, JsonNode body, String operationId, Map<String, String> headers) {}
