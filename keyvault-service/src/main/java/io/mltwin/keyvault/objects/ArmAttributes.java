package io.mltwin.keyvault.objects;

/** Attributes of a key or secret as Azure Resource Manager shows them: without recovery level. */
public record ArmAttributes(Boolean enabled, Long nbf, Long exp, Long created, Long updated) {

    public static ArmAttributes of(ObjectVersion entity) {
        return new ArmAttributes(
                entity.enabled,
                Attributes.seconds(entity.notBefore),
                Attributes.seconds(entity.expires),
                Attributes.seconds(entity.createdAt),
                Attributes.seconds(entity.updatedAt));
    }

    /** Returns them as the data plane has them. */
    public Attributes toAttributes() {
        return new Attributes(enabled, nbf, exp, null, null, null, null);
    }
}
