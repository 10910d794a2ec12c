package io.mltwin.compute.databricks;

import static io.mltwin.encoding.Absence.isBlank;

/**
 * {@code DatabricksProperties} of a compute that is attached.
 *
 * @param accessToken null where the request gives none
 * @param workspaceUrl without scheme and slash; null where the request gives none
 */
public record DatabricksRequest(String accessToken, String workspaceUrl) {

    /** Takes the address with or without its scheme. */
    public static DatabricksRequest of(String accessToken, String workspaceUrl) {
        return new DatabricksRequest(
                isBlank(accessToken) ? null : accessToken,
                isBlank(workspaceUrl)
                        ? null
                        : workspaceUrl.replaceFirst("^https://", "").replaceFirst("/$", ""));
    }

    @Override
    public String toString() {
        return "databricks " + workspaceUrl;
    }
}
