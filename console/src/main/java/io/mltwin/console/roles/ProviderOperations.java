package io.mltwin.console.roles;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/** The operations of a resource provider; {@code name} is its namespace. */
public record ProviderOperations(
        String name, String displayName, List<Type> resourceTypes, List<Operation> operations) {

    public record Type(String name, List<Operation> operations) {}

    /** An operation; a data action is one on what a resource holds. */
    public record Operation(
            String name, @JsonProperty("isDataAction") boolean dataAction) {}

    /** Returns those of the provider and of its types. */
    public List<Operation> all() {
        return Stream.concat(operations.stream(), resourceTypes.stream().flatMap(type -> type.operations().stream()))
                .toList();
    }
}
