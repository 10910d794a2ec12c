package io.mltwin.keyvault.objects.backup;

/**
 * A backup on the wire.
 *
 * @param value base64url
 */
public record BackupBody(String value) {
    @Override
    public String toString() {
        return "backup";
    }
}
