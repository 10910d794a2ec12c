/**
 * The packages in images of registries, and the public advisories that call them vulnerable. Uses
 * registries and repositories. Start reading at {@link
 * io.mltwin.scoring.registry.scanning.ImageScannerTask}.
 */
package io.mltwin.scoring.registry.scanning;
