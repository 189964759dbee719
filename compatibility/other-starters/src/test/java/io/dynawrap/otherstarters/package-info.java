/** An application that has other starters beside Dynawrap's, as most services do. */
@NullMarked
package io.dynawrap.otherstarters;

import org.jspecify.annotations.NullMarked;
