#include "map/page.h"
#include "vector/vector.h"
#include "vector/relief.h"
#include <string.h>
#define W __attribute__((weak))
W GArray *yq_gazetteer_lookup(const YqGazetteer *g, const YqLookup *l){(void)g;(void)l;return g_array_new(0,0,sizeof(YqCandidate));}
W const char *yq_gazetteer_name(const YqGazetteer *g,uint32_t i,const char*l){(void)g;(void)i;(void)l;return "x";}
W YqPlace yq_gazetteer_place(const YqGazetteer *g,uint32_t i){(void)g;(void)i;return (YqPlace){0};}
W void yq_gazetteer_within(const YqGazetteer *g,YqBox b,bool(*v)(const YqPlace*,void*),void*d){(void)g;(void)b;(void)v;(void)d;}
W YqGazetteer *yq_gazetteer_open(const char*p,GError**e){(void)p;(void)e;return NULL;}
W YqRelief*yq_relief_open(const char*p,GError**e){(void)p;(void)e;return NULL;}
W void yq_relief_free(YqRelief*r){(void)r;}
W double yq_relief_at(const YqRelief*s,double a,double b){(void)s;(void)a;(void)b;return 0;}
W double yq_relief_shade(const YqRelief*s,YqPoint a,double c,YqLight l){(void)s;(void)a;(void)c;(void)l;return 0;}
W YqVectors*yq_vectors_open(const char*p,GError**e){(void)p;(void)e;return (YqVectors*)1;}
W void yq_vectors_free(YqVectors*s){(void)s;}
static int be(const char*p){return GINT32_FROM_BE(*(const int*)p);}
W void yq_vectors_each(const YqVectors*s,const char*layer,YqBox box,double tol,YqVectorVisit*visit,void*data)
{(void)s;(void)box;(void)tol;
 const char*f=!strcmp(layer,"coast")?"coastline":layer; char path[256];g_snprintf(path,256,"/work/shared/peers/data/reg/%s.shp",f);
 char*b;gsize n;if(!g_file_get_contents(path,&b,&n,NULL))return;
 for(gsize o=100;o+8<n;){int len=be(b+o+4)*2;char*r=b+o+8;int type=*(int*)r;if(type==3||type==5){int np=*(int*)(r+36),nn=*(int*)(r+40);int*st=(int*)(r+44);YqPoint*pts=(YqPoint*)(r+44+4*np);
  YqVectorPart*parts=g_new(YqVectorPart,np);for(int i=0;i<np;i++)parts[i]=(YqVectorPart){pts+st[i],(i+1<np?st[i+1]:nn)-st[i]};
  YqPoint*al=g_memdup2(pts,16*nn);for(int i=0;i<np;i++)parts[i].points=al+st[i];
  YqVectorFeature ft={.code_a="",.code_b="",.kind=!strcmp(layer,"rivers")?YQ_VECTOR_RIVER:!strcmp(layer,"lakes")?YQ_VECTOR_LAKE:0,.closed=type==5,.n_parts=np,.parts=parts};visit(&ft,data);g_free(parts);g_free(al);}
  o+=8+len;}
 g_free(b);}
