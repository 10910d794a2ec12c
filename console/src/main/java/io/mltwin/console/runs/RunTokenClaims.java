package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.console.ml.MlWorkspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * The claims of a run's token, as run history and the workspace tell them. The token itself is
 * handed to the run alone, and to nobody who reads about the run.
 */
public record RunTokenClaims(List<Claim> claims) {

    /**
     * @param name as in the token
     */
    public record Claim(String name, String value) {}

    static RunTokenClaims of(MlWorkspace workspace, RunBody run) {
        RunBody.Person person = run.createdBy();
        return new RunTokenClaims(Stream.of(
                        new Claim("aud", workspace.workspace().guid()),
                        new Claim("sub", run.runId()),
                        new Claim("scope", "run"),
                        new Claim("runId", run.runId()),
                        new Claim("experimentId", run.experimentId()),
                        new Claim("workspaceScope", workspace.armId()),
                        new Claim("oid", person == null ? null : person.userObjectId()),
                        new Claim("tid", person == null ? null : person.userTenantId()),
                        new Claim("exp", Durations.moment(run.tokenExpiryTimeUtc())))
                .filter(claim -> !isEmpty(claim.value()))
                .toList());
    }
}
