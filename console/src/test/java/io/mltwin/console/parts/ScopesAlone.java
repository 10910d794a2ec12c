package io.mltwin.console.parts;

import io.quarkus.arc.Components;
import io.quarkus.arc.ComponentsProvider;
import io.quarkus.arc.CurrentContextFactory;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives tests the requests of a service, without any bean. */
public final class ScopesAlone implements ComponentsProvider {

    @Override
    public Components getComponents(CurrentContextFactory factory) {
        Set<String> qualifiers = Stream.of(
                        Any.class, Default.class, Initialized.class, BeforeDestroyed.class, Destroyed.class)
                .map(Class::getName)
                .collect(Collectors.toSet());
        return new Components(
                List.of(), List.of(), List.of(), Set.of(), Map.of(), List::of, Map.of(), qualifiers, Map.of());
    }
}
