package io.mltwin.workspace.tags;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a predefined name (its value is null) or of a predefined value of one. */
@Entity
@Table(name = "predefined_tag")
class PredefinedTagEntity {

    @Id
    String key;

    String subscriptionId;

    String name;
    String value;
}
