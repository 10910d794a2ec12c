package io.mltwin.workspace.machinelearning;

/** {@code NotebookResourceInfo} on the wire (API 2020-08-01). */
public record NotebookInfo(String resourceId, String fqdn) {}
