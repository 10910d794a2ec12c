package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.HostToPath;
import io.mltwin.tokencheck.bodies.HeadAuthorizer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nobody who may not push into a repository has a large manifest read. */
@ApplicationScoped
class ManifestHeadAuthorizer implements HeadAuthorizer {

    private static final String PREFIX = "/registry/";
    private static final Pattern MANIFEST =
            Pattern.compile("/registry/([^/]+)/v2/(.+)/manifests/[^/]+");

    private final RegistryGate gate;

    ManifestHeadAuthorizer(RegistryGate gate) {
        this.gate = gate;
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
            gate.enter(context, manifest.group(1), Scope.repository(manifest.group(2), Scope.PUSH));
            return false;
        } catch (AzureFault refused) {
            return true;
        }
    }
}
