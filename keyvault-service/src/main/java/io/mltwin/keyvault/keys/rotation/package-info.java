/**
 * Rotation policies of keys and the moments that follow from them; knows no rows. Start reading at
 * {@link RotationSchedule}.
 */
package io.mltwin.keyvault.keys.rotation;
