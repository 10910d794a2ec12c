/** Archives that clients push. Uses nothing of the service. */
package io.mltwin.scoring.registry.archives;
