package io.mltwin.workspace.registration;

import java.util.stream.Stream;

/** The types that Azure Resource Manager's catalogue declares. */
public final class DeclaredTypes {

    private DeclaredTypes() {}

    public static Stream<String> all() {
        return ProviderCatalogue.namespaces().stream()
                .flatMap(
                        namespace -> ProviderCatalogue.types(namespace).stream().map(type -> namespace + "/" + type));
    }
}
