/** Backups of secrets, keys and certificates. Start reading at {@link BackupCipher}. */
package io.mltwin.keyvault.objects.backup;
