package io.mltwin.workspace.registration;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A namespace whose registration in a subscription was changed. */
@Entity
@Table(name = "provider_registration")
class RegistrationEntity {

    /** Both in lower case. */
    @Embeddable
    record Key(String subscriptionId, String namespace) implements Serializable {}

    @EmbeddedId
    Key key;

    String state;
}
