package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A type of Microsoft Graph with the properties that a client may name. */
enum GraphType {
    USER("user", "users", GraphBody.User.class),
    GROUP("group", "groups", GraphBody.Group.class),
    APPLICATION("application", "applications", GraphBody.Application.class),
    SERVICE_PRINCIPAL("servicePrincipal", "servicePrincipals", GraphBody.ServicePrincipal.class),
    DIRECTORY_OBJECT("directoryObject", "directoryObjects", null),
    APP_ROLE_ASSIGNMENT("appRoleAssignment", "appRoleAssignments", GraphBody.AppRoleAssignment.class),
    ORGANIZATION("organization", "organization", GraphBody.Organization.class),
    DOMAIN("domain", "domains", GraphBody.Domain.class);

    /** The properties of a user without {@code $select}. */
    private static final List<String> OF_USERS = List.of(
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName");

    private final String name;
    private final String collection;
    private final Set<String> properties;

    GraphType(String name, String collection, Class<? extends Record> body) {
        this.name = name;
        this.collection = collection;
        this.properties = body == null ? null : namesOf(body);
    }

    private static Set<String> namesOf(Class<? extends Record> body) {
        return Arrays.stream(body.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(JsonProperty.class))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("odataType"))
                .collect(Collectors.toUnmodifiableSet());
    }

    String odataType() {
        return "#microsoft.graph." + name;
    }

    String collection() {
        return collection;
    }

    static GraphType ofCollection(String collection) {
        return Arrays.stream(values())
                .filter(type -> type.collection.equals(collection))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the properties shown without {@code $select}; empty for all. */
    List<String> shownByDefault() {
        return this == USER ? OF_USERS : List.of();
    }

    /** Refuses a property that objects of this type do not have. */
    void requireProperty(String property) {
        boolean known = properties == null
                ? Arrays.stream(values())
                        .anyMatch(type -> type.properties != null && type.properties.contains(property))
                : properties.contains(property);
        badRequestIf(
                !known,
                "BadRequest",
                "Could not find a property named '%s' on type 'microsoft.graph.%s'.",
                property,
                name);
    }
}
