package io.mltwin.workspace.machinelearning.connections;

import java.util.Map;

/** A connection as a request wants it, checked. */
record ConnectionRequest(
        String authType,
        String category,
        String target,
        String valueFormat,
        Map<String, String> metadata,
        Secrets secrets) {}
