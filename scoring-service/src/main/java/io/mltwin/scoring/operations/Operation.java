package io.mltwin.scoring.operations;

import io.mltwin.armweb.ArmResourceId;

/**
 * An operation as the work behind it sees it.
 *
 * @param target id of the image or name of the service that it makes
 */
public record Operation(
        String id, ArmResourceId workspace, String type, String target, String correlationId) {}
