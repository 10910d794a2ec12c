package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.policy.Verdict;

/** A verdict with what is shown of the resource beside it. */
record State(String resourceType, String location, JsonNode tags, Verdict verdict) {}
