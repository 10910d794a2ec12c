package io.mltwin.compute.artifacts;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.bodies.HeadAuthorizer;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses the content of an artifact before it is read, where the caller may not write any. */
@ApplicationScoped
class ArtifactHeadAuthorizer implements HeadAuthorizer {

    private static final Pattern CONTENT = Pattern.compile("/(?:artifact|mlflow)/([^/%]+)/([^/%]+)/([^/%]+)/"
            + "(?:artifacts/[^/]+/[^/]+/content|api/2\\.0/mlflow-artifacts/.+)");

    private final AccessClient access;

    ArtifactHeadAuthorizer(AccessClient access) {
        this.access = access;
    }

    @Override
    public String prefix() {
        return "/";
    }

    @Override
    public boolean isRefused(RoutingContext context) {
        Matcher content = CONTENT.matcher(HostToPath.internalPath(context));
        VerifiedToken token = VerifiedToken.of(context);
        if (!content.matches() || token == null) {
            return false;
        }
        WorkspacePath path = new WorkspacePath();
        path.subscription = content.group(1);
        path.group = content.group(2);
        path.workspace = content.group(3);
        try {
            String scope = path.id().toString();
            return token.kind() == TokenKind.RUN
                    ? !AsciiCase.equal(scope, token.claim("workspaceScope"))
                    : !access.isAllowed(token.caller(), new Check(Operation.WRITE_ARTIFACTS.action(), scope, false));
        } catch (AzureException refused) {
            return true;
        }
    }
}
