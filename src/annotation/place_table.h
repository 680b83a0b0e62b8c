/* SPDX-License-Identifier: MIT */
/* Tables whose rows tell of no incident: a name and a position, and nothing that
 * happened. They are places for the map to name. */
#pragma once

#include "annotation/store.h"

/** When none of the incidents from @first on has a date, a type or casualties, and each
 * has a name (column `name`, `place`, `location`) and a position, they become places, in
 * their order. `name_ar`, `name_fr` and so on are names in a language; `country`,
 * `admin1`, `population`, `feature_code` and `radius_km` are taken over; a row of
 * @gazetteer (nullable) of the same name within 15 km gives what the table leaves out.
 * Returns whether it was such a table. */
bool yq_table_to_places(YqAnnotations *self, guint first, const YqGazetteer *gazetteer);
