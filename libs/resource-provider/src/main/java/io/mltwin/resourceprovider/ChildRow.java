package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** The columns of a resource below another one, which has neither location nor tags of its own. */
@MappedSuperclass
public abstract class ChildRow extends ResourceRow {

    /** The parent's ARM id in lower case. */
    public String parentKey;

    @Override
    public void create(ArmResourceId given, Instant now) {
        super.create(given, now);
        this.parentKey = given.parent().key();
    }
}
