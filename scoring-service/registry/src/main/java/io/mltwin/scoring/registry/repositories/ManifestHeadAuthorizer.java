package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.bodies.HeadAuthorizer;
import io.mltwin.platform.requests.HostToPath;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses a large manifest before it is read, where the caller may not push into the repository.
 */
@ApplicationScoped
class ManifestHeadAuthorizer implements HeadAuthorizer {

    private static final String PREFIX = "/registry/";
    private static final Pattern MANIFEST = Pattern.compile("/registry/([^/]+)/v2/(.+)/manifests/[^/]+");

    private final RegistryRequestAuthorizer authorizer;

    ManifestHeadAuthorizer(RegistryRequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    @ActivateRequestContext
    public boolean isRefused(RoutingContext context) {
        Matcher manifest = MANIFEST.matcher(HostToPath.internalPath(context));
        if (!manifest.matches()) {
            return false;
        }
        try {
            authorizer.authorize(context, manifest.group(1), Scope.repository(manifest.group(2), Scope.PUSH));
            return false;
        } catch (AzureException refused) {
            return true;
        }
    }
}
