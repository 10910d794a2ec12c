package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.policy.PolicyEvaluationResult;

/** A result, with the part of the resource that Azure shows with it. */
record State(String resourceType, String location, JsonNode tags, PolicyEvaluationResult result) {}
