package io.mltwin.tokencheck.inspection;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.inspection.TokenInspection.TokenInspectionRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.Cache;

/**
 * Tells the administrator, and the console, what this service makes of a token. The token comes in
 * the body, where no log and no span reads it, and is not kept.
 */
@Path("/_mltwin/token/explain")
public class TokenInspectionResource {

    private final TokenInspector inspector;
    private final CallerContext caller;
    private final ServiceCallers services;

    public TokenInspectionResource(TokenInspector inspector, CallerContext caller, ServiceCallers services) {
        this.inspector = inspector;
        this.caller = caller;
        this.services = services;
    }

    @POST
    @Cache(noStore = true)
    public TokenInspection explain(TokenInspectionRequest request) {
        requireConsoleOrAdministrator();
        if (request == null) {
            throw TokenInspectionRequest.invalid(
                    "Give {\"token\": \"…\"}, and {\"host\": \"…\", \"path\": \"/…\"} for one request.");
        }
        String token = request.validToken();
        return request.host() == null
                ? inspector.everywhere(token)
                : inspector.at(request.host(), request.path(), token);
    }

    private void requireConsoleOrAdministrator() {
        if (caller.token().kind() != TokenKind.ADMIN) {
            services.requireOneOf(caller, ServiceName.TELEMETRY);
        }
    }
}
