package io.mltwin.telemetry.query.kql;

/** A column of a table or result. */
public record Column(String name, KqlType type) {}
