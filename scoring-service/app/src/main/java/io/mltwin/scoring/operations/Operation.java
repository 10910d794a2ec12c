package io.mltwin.scoring.operations;

import io.mltwin.armweb.ArmResourceId;

/**
 * An operation as the work behind it sees it.
 *
 * @param target id of the image or name of the service that it makes
 * @param traceParent the trace of the request that began it; null when it was not traced
 */
public record Operation(
        String id, ArmResourceId workspace, String type, String target, String correlationId, String traceParent) {}
