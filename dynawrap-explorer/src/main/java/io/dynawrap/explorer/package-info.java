/**
 * The page at {@code /dynawrap} that shows the models of an application and their stored items. It is read-only, and
 * absent unless the configuration enables it and the management rules allow it. Applications use no type of this
 * package.
 */
@NullMarked
package io.dynawrap.explorer;

import org.jspecify.annotations.NullMarked;
