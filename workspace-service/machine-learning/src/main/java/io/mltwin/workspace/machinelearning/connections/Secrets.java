package io.mltwin.workspace.machinelearning.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.Absence;

/** The secrets with which a connection signs in, as they lie in the workspace's vault. */
record Secrets(String value, JsonNode credentials) {

    boolean isEmpty() {
        return value == null && (Absence.isEmpty(credentials));
    }

    @Override
    public String toString() {
        return "secrets of a connection";
    }
}
