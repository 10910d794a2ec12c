package io.mltwin.workspace.registration;

import java.util.List;

/** A resource provider as a subscription sees it. */
record RegistrationBody(
        String id, String namespace, String registrationState, String registrationPolicy, List<Type> resourceTypes) {

    record Type(
            String resourceType,
            List<String> locations,
            List<String> apiVersions,
            List<Alias> aliases,
            String capabilities) {}

    record Alias(String name, List<Path> paths) {}

    record Path(String path, List<String> apiVersions) {}

    record TypePage(List<Type> value) {}

    record Page(List<RegistrationBody> value) {}
}
