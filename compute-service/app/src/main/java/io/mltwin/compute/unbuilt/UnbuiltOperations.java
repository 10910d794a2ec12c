package io.mltwin.compute.unbuilt;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.requests.HostToPath;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Operations of a workspace's data plane that no resource serves: 501. They have passed the token
 * check; a thing that does not exist is another exception.
 */
public record UnbuiltOperations(ErrorResponseWriter writer) {

    private static final Pattern IN_WORKSPACE = Pattern.compile(
            "/(history|metric|execution|content|artifact|datastore|environment|mlflow|data|modelregistry|mferp)/.*");

    @ServerExceptionMapper
    public Response noResource(NotFoundException exception, RoutingContext context) {
        OriginalRequest request = OriginalRequest.of(context);
        String operation = request.method() + " " + request.path();
        return writer.response(
                context,
                IN_WORKSPACE.matcher(HostToPath.internalPath(context)).matches()
                        ? notBuilt(operation)
                        : notFound("NotFound", "Nothing answers at %s.", operation));
    }
}
