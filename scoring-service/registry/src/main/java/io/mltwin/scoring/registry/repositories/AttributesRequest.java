package io.mltwin.scoring.registry.repositories;

/** The body of a PATCH of a repository, manifest or tag. A member that is absent stays as it is. */
public record AttributesRequest(Boolean deleteEnabled, Boolean writeEnabled, Boolean readEnabled, Boolean listEnabled) {

    void applyTo(ChangeableAttributes attributes) {
        attributes.deleteEnabled = orElse(deleteEnabled, attributes.deleteEnabled);
        attributes.writeEnabled = orElse(writeEnabled, attributes.writeEnabled);
        attributes.readEnabled = orElse(readEnabled, attributes.readEnabled);
        attributes.listEnabled = orElse(listEnabled, attributes.listEnabled);
    }

    private static boolean orElse(Boolean asked, boolean present) {
        return asked == null ? present : asked;
    }
}
