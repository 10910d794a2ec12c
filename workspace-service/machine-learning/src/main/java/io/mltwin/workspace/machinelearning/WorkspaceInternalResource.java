package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import io.mltwin.workspace.machinelearning.supportapplications.SupportApplications;
import io.mltwin.workspace.machinelearning.supportapplications.SupportApplications.SupportApplication;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/**
 * Tells the other services what they need of a workspace: where its parts are, and tokens of its
 * identity.
 */
@Path("/_internal/workspaces")
public class WorkspaceInternalResource {

    private final Workspaces workspaces;
    private final WorkspaceIdentities identities;
    private final WorkspaceNetworks networks;
    private final SupportApplications supportApplications;
    private final ServiceCallers callers;
    private final CallerContext caller;
    private final Addresses addresses;

    WorkspaceInternalResource(
            Workspaces workspaces,
            WorkspaceIdentities identities,
            WorkspaceNetworks networks,
            SupportApplications supportApplications,
            ServiceCallers callers,
            CallerContext caller,
            Addresses addresses) {
        this.workspaces = workspaces;
        this.identities = identities;
        this.networks = networks;
        this.supportApplications = supportApplications;
        this.callers = callers;
        this.caller = caller;
        this.addresses = addresses;
    }

    /** Which token is wanted; with {@code forKey} that of whom the customer's key opens to. */
    public record TokenQuestion(String workspace, String resource, Boolean forKey) {}

    /** A token; {@code expiresOn} in epoch seconds. */
    public record TokenAnswer(String accessToken, long expiresOn) {
        @Override
        public String toString() {
            return "token until " + expiresOn;
        }
    }

    @GET
    public WorkspaceParts find(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.COMPUTE, ServiceName.SCORING, ServiceName.TELEMETRY);
        Workspace workspace = require(id);
        return WorkspaceParts.of(
                workspace,
                networks.of(workspace),
                addresses,
                supportApplications
                        .find(workspace.id().subscriptionId(), workspace.location())
                        .map(SupportApplication::applicationId)
                        .orElse(null));
    }

    @POST
    @Path("identity-token")
    public TokenAnswer token(TokenQuestion question) {
        callers.requireOneOf(caller, ServiceName.COMPUTE, ServiceName.SCORING);
        invalidRequestContentIf(
                question == null || question.workspace() == null || question.resource() == null,
                "Give {\"workspace\",\"resource\"}.");
        Workspace workspace = require(question.workspace());
        Tokens.AccessToken token = isTrue(question.forKey())
                ? identities.tokenForKey(workspace, question.resource())
                : identities.token(workspace, question.resource());
        return new TokenAnswer(token.value(), token.expiresOn());
    }

    private Workspace require(String text) {
        invalidRequestContentIf(text == null, "The workspace's id is missing.");
        ArmResourceId id = ArmResourceId.parse(text);
        return workspaces.find(id).orElseThrow(() -> resourceNotFound(id));
    }
}
