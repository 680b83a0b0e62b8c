/* SPDX-License-Identifier: MIT */
/* All of yaqut's public headers. */
#pragma once

#include <yaqut/annotations.h>
#include <yaqut/api.h>
#include <yaqut/article.h>
#include <yaqut/border.h>
#include <yaqut/country.h>
#include <yaqut/date.h>
#include <yaqut/error.h>
#include <yaqut/gazetteer.h>
#include <yaqut/geometry.h>
#include <yaqut/geoparse.h>
#include <yaqut/incident.h>
#include <yaqut/map.h>
#include <yaqut/output.h>
#include <yaqut/strip.h>
