package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.Deployment;

/** The keys of a web service. */
final class ServiceKeyValidator {

    private ServiceKeyValidator() {}

    /** Returns true for one of the service's keys; takes the same time whichever key differs. */
    static boolean passes(String given, Deployment deployment) {
        if (given == null) {
            return false;
        }
        boolean primary = Secrets.same(given, deployment.primaryKey());
        boolean secondary = Secrets.same(given, deployment.secondaryKey());
        return primary | secondary;
    }
}
