package io.mltwin.identity.oauth.consents;

/** Consents of which all or none were given. */
public final class TestConsents {

    private TestConsents() {}

    public static Consents of(boolean granted) {
        return new Consents(new Grants(granted), null);
    }

    private static final class Grants extends PermissionGrantRepository {

        private final boolean granted;

        Grants(boolean granted) {
            this.granted = granted;
        }

        @Override
        boolean isGranted(String tenantId, String clientId, String resource, String principalId) {
            return granted;
        }
    }
}
